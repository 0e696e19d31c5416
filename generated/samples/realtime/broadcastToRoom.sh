curl -s -X POST "$BASE_URL/api/rooms/chat-room-1/broadcast" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "event": "new-message",
  "data": {
    "user_id": "user-123",
    "message": "Hello everyone!"
  }
}'
