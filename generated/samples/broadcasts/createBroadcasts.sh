curl -s -X POST "$BASE_URL/api/broadcast/batch" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "broadcasts": [
    {
      "room": "chat-room-1",
      "event": "new-message",
      "data": {
        "message": "Hello everyone!"
      }
    },
    {
      "room": "chat-room-2",
      "event": "closing"
    }
  ]
}'
