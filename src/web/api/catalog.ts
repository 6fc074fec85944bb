import { connectBrowser } from '../../contracts/browser/index.ts';
import { catalogContract } from '../../contracts/catalog/index.ts';

export const catalog = connectBrowser(catalogContract, { base: '' });
