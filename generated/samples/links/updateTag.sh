curl -s -X PATCH "$BASE_URL/app/tags/1" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "name": "summer"
}'
