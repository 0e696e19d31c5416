curl -s -X POST "$BASE_URL/api/broadcast" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "room": "chat-room-1",
  "event": "new-message",
  "data": {
    "user_id": "user-123",
    "message": "Hello everyone!",
    "timestamp": 1704110400000
  }
}'
