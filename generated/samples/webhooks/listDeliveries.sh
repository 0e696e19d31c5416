curl -s "$BASE_URL/api/webhooks/webhook_1763631000000_4mQ0c7pZ1vK9/deliveries?event=webhook.test" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
