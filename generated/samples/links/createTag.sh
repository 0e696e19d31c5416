curl -s -X POST "$BASE_URL/app/tags" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "name": "spring"
}'
