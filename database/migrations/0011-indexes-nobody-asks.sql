-- Names are found by their words (person_by_words), and no query asks for a beginning of a whole name
-- or for a birth date. Entries in the order of names and birth dates land everywhere in an index, so
-- that these three cost a list on its way into the registry more than all its other indexes.
drop index entas.household_by_name;
drop index entas.person_by_name;
drop index entas.person_by_birth;
