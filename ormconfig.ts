// The TypeORM CLI's door (npm run typeorm -- migration:run -d ormconfig.ts): configuration in, data source out. The service never imports it.
import { readConfig } from './src/config.ts';
import { createDataSource } from './src/store/data-source.ts';

const config = readConfig(process.env);
if (config.databaseUrl === null) throw new Error('请设置 DATABASE_URL 后再运行 TypeORM 命令。');

export default createDataSource(config.databaseUrl);
