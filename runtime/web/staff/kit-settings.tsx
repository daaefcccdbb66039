import {
  CheckCircleFilled,
  CloseCircleFilled,
  CloseOutlined,
  ExclamationCircleFilled,
  InfoCircleFilled,
} from '@ant-design/icons';
import type { ConfigProviderProps } from 'antd';
import { Icon } from './parts/icon.js';

/** Pop-ups stand inside the landmark of what opens them, so that screen readers find them there. */
function landmarkOf(trigger?: HTMLElement): HTMLElement {
  return trigger?.closest<HTMLElement>('.yz-bar-end, .yz-main') ?? document.body;
}

/**
 * Settings of the kit for all pages: no blank inside two-character labels, icons that are not read out by their English names, pop-ups
 * inside their landmark.
 */
export const KIT_SETTINGS: Pick<ConfigProviderProps, 'button' | 'modal' | 'alert' | 'getPopupContainer'> = {
  getPopupContainer: landmarkOf,
  button: { autoInsertSpace: false },
  modal: { closeIcon: <Icon of={CloseOutlined} /> },
  alert: {
    successIcon: <Icon of={CheckCircleFilled} />,
    infoIcon: <Icon of={InfoCircleFilled} />,
    warningIcon: <Icon of={ExclamationCircleFilled} />,
    errorIcon: <Icon of={CloseCircleFilled} />,
  },
};
