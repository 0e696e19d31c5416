curl -s -X DELETE "$BASE_URL/api/connections/conn_4mQ0c7pZ1vK9tR2y" \
  -H "Authorization: Bearer $API_KEY"
