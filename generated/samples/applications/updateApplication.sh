curl -s -X PUT "$BASE_URL/api/applications/my-app-123" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "allowed_domain": "example.com",
  "rate_limit": 60,
  "status": true
}'
