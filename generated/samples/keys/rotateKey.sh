curl -s -X POST "$BASE_URL/api/keys/key_4mQ0c7pZ1vK9tR2y/rotate" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "grace_period": 3600
}'
