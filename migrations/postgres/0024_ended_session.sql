-- When a session was ended: by signing out, from the account page, or with a new password. Null while nobody ended it; one that
-- ran out was ended by nobody. Its row is kept for a week, so that what was typed as it ended comes back behind the sign-in form.
ALTER TABLE session ADD COLUMN ended_at TIMESTAMPTZ;
