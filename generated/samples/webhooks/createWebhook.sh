curl -s -X POST "$BASE_URL/api/webhooks" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "url": "https://your-app.com/webhook",
  "secret": "your-webhook-secret",
  "events": [
    "new-message",
    "user-joined",
    "*"
  ]
}'
