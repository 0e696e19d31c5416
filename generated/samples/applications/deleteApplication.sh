curl -s -X DELETE "$BASE_URL/api/applications/my-app-123" \
  -H "Authorization: Bearer $API_KEY"
