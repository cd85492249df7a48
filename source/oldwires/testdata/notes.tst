just a test
