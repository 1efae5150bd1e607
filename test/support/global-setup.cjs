/** The server every test file clones its database from: `npm test` starts one and names it here. */
module.exports = async () => {
  if (!process.env.TEST_DATABASE_URL) {
    throw new Error('没有测试用的数据库：请用 npm test 运行(它自带 PostgreSQL),或设置 TEST_DATABASE_URL。');
  }
};
