"""What went wrong for a customer, taken up under clocks until the complainant has judged the answer."""
