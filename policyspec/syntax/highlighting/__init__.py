"""What colours a policy in editors and on pages, made from the keyword table and the terminals of the grammar."""
