-- Whose a figure is that is typed into a return: `published` where a figure of a published indicator has been published
-- itself. Empty: the partners' own, which is what whatever was typed before this column is taken for, because a figure
-- that is shown to nobody too many can be said to be published later, and not the other way round.
ALTER TABLE return_cell ADD COLUMN origin TEXT NOT NULL DEFAULT '';
