curl -s "$BASE_URL/api/users/user-123" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
