curl -s -X PUT "$BASE_URL/api/users/user-123/block" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "seconds": 3600
}'
