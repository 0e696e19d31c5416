curl -s "$BASE_URL/api/webrtc/turn-credentials?ttl=3600" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
