curl -s -X DELETE "$BASE_URL/api/users/user-123/block?app_id=my-app-123" \
  -H "Authorization: Bearer $API_KEY"
