curl -s -X PATCH "$BASE_URL/api/license-policies/pol_4mQ0c7pZ1vK9tR2yB6xD" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "max_devices": 5,
  "overage": "allow_1_25x"
}'
