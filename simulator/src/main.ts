process.stdout.write('simulator\n');
