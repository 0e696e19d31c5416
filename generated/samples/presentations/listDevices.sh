curl -s "$BASE_URL/api/presentations/pres_7Hq2mX4cZ1vK9tR2yN6w/devices?role=controller" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
