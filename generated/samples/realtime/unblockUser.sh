curl -s -X DELETE "$BASE_URL/api/users/user-123/block" \
  -H "Authorization: Bearer $API_KEY"
