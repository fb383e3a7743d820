"""What is generated from OpenAPI: the phone's types and docs/api.md (`make contract`)."""
