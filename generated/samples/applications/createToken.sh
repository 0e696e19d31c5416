curl -s -X POST "$BASE_URL/api/token" \
  -H "Content-Type: application/json" \
  -d '{
  "app_id": "my-app-123",
  "app_secret": "your-app-secret",
  "payload": {
    "user_id": "user-123",
    "name": "John Doe"
  }
}'
