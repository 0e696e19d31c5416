"""Software licences, the devices they are activated on, and files that prove them offline."""
