curl -s -X DELETE "$BASE_URL/app/tags/1" \
  -H "Authorization: Bearer $API_KEY"
