curl -s -X POST "$BASE_URL/api/applications" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "app_id": "my-app-123",
  "name": "My application",
  "allowed_domain": "example.com"
}'
