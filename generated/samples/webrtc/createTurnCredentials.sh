curl -s -X POST "$BASE_URL/api/webrtc/turn-credentials" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "user_id": "user-123",
  "ttl": 3600
}'
