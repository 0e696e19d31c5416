curl -s -X POST "$BASE_URL/api/webhooks/webhook_1763631000000_4mQ0c7pZ1vK9/disable" \
  -H "Authorization: Bearer $API_KEY"
