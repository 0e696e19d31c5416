curl -s -X DELETE "$BASE_URL/api/presentations/pres_7Hq2mX4cZ1vK9tR2yN6w" \
  -H "Authorization: Bearer $API_KEY"
