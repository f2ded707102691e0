"""SQL, and nothing else: two stores (room and bank), each with its engines, writer and migrations."""
