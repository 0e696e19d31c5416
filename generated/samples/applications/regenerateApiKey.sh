curl -s -X POST "$BASE_URL/api/applications/my-app-123/regenerate-api-key" \
  -H "Authorization: Bearer $API_KEY"
