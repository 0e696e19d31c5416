curl -s -X PATCH "$BASE_URL/api/licenses/lic_9tR2yB6xD4mQ0c7pZ1vK" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "holder": "bert@example.com",
  "max_devices": 5
}'
