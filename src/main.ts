process.stdout.write('shaoxiang\n');
