curl -s "$BASE_URL/api/presentations/pres_7Hq2mX4cZ1vK9tR2yN6w/pairings/pair_4mQ0c7pZ1vK9tR2yN6wE" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
