curl -s -X DELETE "$BASE_URL/api/v1/links/123" \
  -H "Authorization: Bearer $API_KEY"
