curl -s -X POST "$BASE_URL/api/webhooks/webhook_1763631000000_4mQ0c7pZ1vK9/replay" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "since": "2026-11-20T00:00:00Z",
  "statuses": [
    "failed",
    "held"
  ]
}'
