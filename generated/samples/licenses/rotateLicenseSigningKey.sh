curl -s -X POST "$BASE_URL/api/license-signing-keys/rotate" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "keep_previous": 31536000
}'
