export { HttpClientModule } from './http-client.module.js';
export { describeNetworkError, HttpClientService } from './http-client.service.js';
