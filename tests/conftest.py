"""What every test may ask for; the fixtures themselves stand in tests/plugins."""

pytest_plugins = ["tests.plugins.databases", "tests.plugins.outside"]
