curl -s -X DELETE "$BASE_URL/api/connections/conn_4mQ0c7pZ1vK9tR2y?app_id=my-app-123" \
  -H "Authorization: Bearer $API_KEY"
