-- The tables that nbgrader 0.5.5 made in PostgreSQL, as SQLAlchemy wrote them from its models.
CREATE TYPE grade_cell_type AS ENUM ('code', 'markdown');
CREATE TYPE source_cell_type AS ENUM ('code', 'markdown');
CREATE TABLE assignment (
	id VARCHAR(32) NOT NULL,
	name VARCHAR(128) NOT NULL,
	duedate TIMESTAMP WITHOUT TIME ZONE,
	PRIMARY KEY (id),
	UNIQUE (name)
);
CREATE TABLE student (
	id VARCHAR(128) NOT NULL,
	first_name VARCHAR(128),
	last_name VARCHAR(128),
	email VARCHAR(128),
	PRIMARY KEY (id)
);
CREATE TABLE notebook (
	id VARCHAR(32) NOT NULL,
	name VARCHAR(128) NOT NULL,
	assignment_id VARCHAR(32),
	kernelspec VARCHAR(1024),
	PRIMARY KEY (id),
	UNIQUE (name, assignment_id),
	FOREIGN KEY(assignment_id) REFERENCES assignment (id)
);
CREATE TABLE submitted_assignment (
	id VARCHAR(32) NOT NULL,
	assignment_id VARCHAR(32),
	student_id VARCHAR(128),
	timestamp TIMESTAMP WITHOUT TIME ZONE,
	extension INTERVAL,
	PRIMARY KEY (id),
	UNIQUE (assignment_id, student_id),
	FOREIGN KEY(assignment_id) REFERENCES assignment (id),
	FOREIGN KEY(student_id) REFERENCES student (id)
);
CREATE TABLE grade_cell (
	id VARCHAR(32) NOT NULL,
	name VARCHAR(128) NOT NULL,
	max_score FLOAT NOT NULL,
	cell_type grade_cell_type NOT NULL,
	notebook_id VARCHAR(32),
	PRIMARY KEY (id),
	UNIQUE (name, notebook_id),
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
CREATE TABLE solution_cell (
	id VARCHAR(32) NOT NULL,
	name VARCHAR(128) NOT NULL,
	notebook_id VARCHAR(32),
	PRIMARY KEY (id),
	UNIQUE (name, notebook_id),
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
CREATE TABLE source_cell (
	id VARCHAR(32) NOT NULL,
	name VARCHAR(128) NOT NULL,
	cell_type source_cell_type NOT NULL,
	locked BOOLEAN NOT NULL,
	source TEXT,
	checksum VARCHAR(128),
	notebook_id VARCHAR(32),
	PRIMARY KEY (id),
	UNIQUE (name, notebook_id),
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
CREATE TABLE submitted_notebook (
	id VARCHAR(32) NOT NULL,
	assignment_id VARCHAR(32),
	notebook_id VARCHAR(32),
	flagged BOOLEAN,
	late_submission_penalty FLOAT,
	PRIMARY KEY (id),
	UNIQUE (notebook_id, assignment_id),
	FOREIGN KEY(assignment_id) REFERENCES submitted_assignment (id),
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
CREATE TABLE grade (
	id VARCHAR(32) NOT NULL,
	notebook_id VARCHAR(32),
	cell_id VARCHAR(32),
	auto_score FLOAT,
	manual_score FLOAT,
	extra_credit FLOAT,
	needs_manual_grade BOOLEAN NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (cell_id, notebook_id),
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id),
	FOREIGN KEY(cell_id) REFERENCES grade_cell (id)
);
CREATE TABLE comment (
	id VARCHAR(32) NOT NULL,
	notebook_id VARCHAR(32),
	cell_id VARCHAR(32),
	auto_comment TEXT,
	manual_comment TEXT,
	PRIMARY KEY (id),
	UNIQUE (cell_id, notebook_id),
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id),
	FOREIGN KEY(cell_id) REFERENCES solution_cell (id)
);
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);
INSERT INTO alembic_version VALUES ('724cde206c17');

-- A student with a test of 2 points and an essay, marked by hand.
INSERT INTO assignment (id, name) VALUES ('a1', 'rivers');
INSERT INTO student (id, first_name) VALUES ('ann', 'Ann');
INSERT INTO notebook VALUES ('n1', 'rivers', 'a1', '{}');
INSERT INTO grade_cell VALUES ('g1', 'days-test', 2, 'code', 'n1');
INSERT INTO grade_cell VALUES ('g2', 'essay', 3, 'markdown', 'n1');
INSERT INTO solution_cell VALUES ('s1', 'essay', 'n1');
INSERT INTO source_cell VALUES ('c1', 'days-test', 'code', true, 'assert True', 'x', 'n1');
INSERT INTO submitted_assignment VALUES ('sa1', 'a1', 'ann', '2018-01-10 09:00', NULL);
INSERT INTO submitted_notebook VALUES ('sn1', 'sa1', 'n1', false, NULL);
INSERT INTO grade VALUES ('gr1', 'sn1', 'g1', 2, NULL, NULL, false);
INSERT INTO grade VALUES ('gr2', 'sn1', 'g2', NULL, 1.5, 0.5, false);
INSERT INTO comment VALUES ('c1', 'sn1', 's1', NULL, 'Well argued.');
