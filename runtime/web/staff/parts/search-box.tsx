import { SearchOutlined } from '@ant-design/icons';
import { ClearIcon } from './clear-icon.js';
import { Icon } from './icon.js';
import { Input } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';

const PAUSE_MS = 300;

/** A search field that tells what was typed after a short pause, and follows when the address changes under it. */
export function SearchBox(props: {
  readonly label: string;
  readonly value: string;
  readonly onSearch: (q: string) => void;
}): ReactNode {
  const { value, onSearch } = props;
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    if (told.current === value) return;
    told.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    const q = typed.trim();
    if (q === told.current) return;
    const timer = setTimeout(() => {
      told.current = q;
      onSearch(q);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, onSearch]);
  return (
    <Input
      className="yz-search"
      type="search"
      allowClear={{ clearIcon: <ClearIcon /> }}
      prefix={<Icon of={SearchOutlined} />}
      placeholder={props.label}
      aria-label={props.label}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
