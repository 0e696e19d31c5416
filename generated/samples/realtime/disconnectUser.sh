curl -s -X DELETE "$BASE_URL/api/users/user-123/connections" \
  -H "Authorization: Bearer $API_KEY"
