-- Text is in the order of its bytes here already. PostgreSQL's columns are told to do the same.
SELECT 1;
