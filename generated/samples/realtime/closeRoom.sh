curl -s -X DELETE "$BASE_URL/api/rooms/chat-room-1" \
  -H "Authorization: Bearer $API_KEY"
