export { signInServiceUnreachable, type Notification } from './notification.js';
export { NotificationRegion } from './notification-region.js';
export { NotificationStore } from './notification-store.js';
export { NotificationView } from './notification-view.js';
