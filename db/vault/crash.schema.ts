/** The tables that crash.child.ts saves into. */
export const CEASELESS_SCHEMA = `
  CREATE TABLE payment (n INTEGER PRIMARY KEY, text TEXT);
  CREATE TABLE audit (n INTEGER PRIMARY KEY REFERENCES payment);
  CREATE TABLE balance (name TEXT PRIMARY KEY, fen INTEGER NOT NULL);
  CREATE TABLE draft (id INTEGER PRIMARY KEY, text TEXT);
  INSERT INTO balance VALUES ('left', 1000000), ('right', 0);
  INSERT INTO draft VALUES (1, '');
`
