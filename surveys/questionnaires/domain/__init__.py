"""What can be done with questionnaires: drafted, published, shown, answered, scored, told with their uncertainty."""
