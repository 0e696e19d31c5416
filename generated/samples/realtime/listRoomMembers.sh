curl -s "$BASE_URL/api/rooms/chat-room-1/members" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
