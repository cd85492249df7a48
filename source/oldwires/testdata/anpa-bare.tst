z6715-----
r z  BC-Mill